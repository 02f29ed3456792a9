/** What offers cost: the price lists of each tenant, and which of them holds for an offer. */
@NullMarked
package io.auterity.relay.price;

import org.jspecify.annotations.NullMarked;
