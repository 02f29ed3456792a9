/** Rehearsals in PostgreSQL. */
@NullMarked
package io.auterity.relay.rehearsal.store;

import org.jspecify.annotations.NullMarked;
