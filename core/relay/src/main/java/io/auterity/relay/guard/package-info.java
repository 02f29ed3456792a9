/** The texts of a call, whole and streamed, and how a guard's verdict is applied to them. */
@NullMarked
package io.auterity.relay.guard;

import org.jspecify.annotations.NullMarked;
