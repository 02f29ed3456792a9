/**
 * Limits of a tenant on money and calls: held before an attempt, settled after it, never passed.
 */
@NullMarked
package io.auterity.ledger;

import org.jspecify.annotations.NullMarked;
