/** The record of one call: everything to explain it and to plan it again, and how it is stored. */
@NullMarked
package io.auterity.relay.decision;

import org.jspecify.annotations.NullMarked;
