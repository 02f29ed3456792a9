/** The kind of issue trackers: projects, issues and what stands around them. */
@NullMarked
package io.auterity.spi.tracker;

import org.jspecify.annotations.NullMarked;
