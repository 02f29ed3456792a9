/** Works out a stored decision again and compares. */
@NullMarked
package io.auterity.relay.recompute;

import org.jspecify.annotations.NullMarked;
