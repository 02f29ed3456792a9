/** The attempts of one call as a pure machine: what happened goes in, what to do comes out. */
@NullMarked
package io.auterity.relay.attempt;

import org.jspecify.annotations.NullMarked;
