/** Jobs that train models further, in PostgreSQL. */
@NullMarked
package io.auterity.jobs.tuning.store;

import org.jspecify.annotations.NullMarked;
