/** Nouns of the ledger: budgets, quotas and approvals, listed, settled and approved over REST. */
@NullMarked
package io.auterity.ledger.noun;

import org.jspecify.annotations.NullMarked;
