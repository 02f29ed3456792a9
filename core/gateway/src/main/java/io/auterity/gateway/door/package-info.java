/** From a received request to a call and back, each on a thread of its own; knows no socket. */
@NullMarked
package io.auterity.gateway.door;

import org.jspecify.annotations.NullMarked;
