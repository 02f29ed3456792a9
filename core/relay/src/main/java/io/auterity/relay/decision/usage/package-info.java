/** What calls used and cost, row by row and added up, read from decisions. */
@NullMarked
package io.auterity.relay.decision.usage;

import org.jspecify.annotations.NullMarked;
