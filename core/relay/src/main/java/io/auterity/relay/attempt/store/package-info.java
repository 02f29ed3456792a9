/** What is noted in PostgreSQL before a write is sent to a vendor. */
@NullMarked
package io.auterity.relay.attempt.store;

import org.jspecify.annotations.NullMarked;
