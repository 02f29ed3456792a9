/** What the ledger keeps in PostgreSQL. */
@NullMarked
package io.auterity.relay.ledger.store;

import org.jspecify.annotations.NullMarked;
