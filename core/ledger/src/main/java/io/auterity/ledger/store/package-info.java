/** What the ledger keeps in PostgreSQL. */
@NullMarked
package io.auterity.ledger.store;

import org.jspecify.annotations.NullMarked;
