/** Jobs that train models further, as callers of the gateway know them, and whose they are. */
@NullMarked
package io.auterity.jobs.tuning;

import org.jspecify.annotations.NullMarked;
