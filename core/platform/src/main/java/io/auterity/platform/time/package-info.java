/** The clock, as an argument, and times as the database keeps them. */
@NullMarked
package io.auterity.platform.time;

import org.jspecify.annotations.NullMarked;
