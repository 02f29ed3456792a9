/** Decisions as the compact bytes that are stored, and the configurations kept beside them. */
@NullMarked
package io.auterity.relay.decision.format;

import org.jspecify.annotations.NullMarked;
