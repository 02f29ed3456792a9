/** Price lists of each tenant, and which of them holds for an offer. */
@NullMarked
package io.auterity.ledger.price;

import org.jspecify.annotations.NullMarked;
