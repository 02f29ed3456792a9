/** The explainable record of each call: written in batches behind it, read back, recomputed. */
@NullMarked
package io.auterity.relay.decision;

import org.jspecify.annotations.NullMarked;
