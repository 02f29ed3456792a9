/** The kind of issue trackers: projects and issues. */
@NullMarked
package io.auterity.spi.tracker;

import org.jspecify.annotations.NullMarked;
