/** What the pages of {@code docs/guide} show: each page is made of the regions of one test here. */
package dev.stator.guide;
