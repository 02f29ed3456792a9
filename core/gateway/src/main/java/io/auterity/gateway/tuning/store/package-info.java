/** Jobs that train models further, in PostgreSQL. */
@NullMarked
package io.auterity.gateway.tuning.store;

import org.jspecify.annotations.NullMarked;
