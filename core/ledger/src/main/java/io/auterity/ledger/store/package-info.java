/** SQL of the ledger. */
@NullMarked
package io.auterity.ledger.store;

import org.jspecify.annotations.NullMarked;
