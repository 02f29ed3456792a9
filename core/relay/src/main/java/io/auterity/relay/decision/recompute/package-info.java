/** Works out a stored decision again and compares. */
@NullMarked
package io.auterity.relay.decision.recompute;

import org.jspecify.annotations.NullMarked;
