/** The attempts of one call: a pure machine says what to do, and a driver does it. */
@NullMarked
package io.auterity.relay.attempt;

import org.jspecify.annotations.NullMarked;
