/** Keeps what routes have learned. */
@NullMarked
package io.auterity.relay.learn.store;

import org.jspecify.annotations.NullMarked;
