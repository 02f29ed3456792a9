/** Where the words of a call stand, whole and streamed, and how a guard's verdict is put there. */
@NullMarked
package io.auterity.relay.guard;

import org.jspecify.annotations.NullMarked;
