/** The road: one class per stage in one list, and the exchange that takes a call along it. */
@NullMarked
package io.auterity.relay.road;

import org.jspecify.annotations.NullMarked;
