/** Readings made into tables, a chart, and a section of a Markdown page. */
@NullMarked
package dev.stator.benchmarks.report;

import org.jspecify.annotations.NullMarked;
