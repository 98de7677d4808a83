/** The actions that read streams: they find them, their shards, places in them, and records. */
package dev.stator.engine.action.stream;
