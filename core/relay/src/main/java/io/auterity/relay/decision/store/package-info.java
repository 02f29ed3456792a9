/** Decisions in PostgreSQL. */
@NullMarked
package io.auterity.relay.decision.store;

import org.jspecify.annotations.NullMarked;
