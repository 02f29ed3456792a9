/** Budgets, quotas and price lists as a part of the server. */
@NullMarked
package io.auterity.server.limits;

import org.jspecify.annotations.NullMarked;
