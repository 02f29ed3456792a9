/** The clock, as an argument. */
@NullMarked
package io.auterity.platform.time;

import org.jspecify.annotations.NullMarked;
