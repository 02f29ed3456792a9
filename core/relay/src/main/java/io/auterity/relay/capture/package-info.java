/** Prompts and answers, kept where a route says so, sealed, and apart from decisions. */
@NullMarked
package io.auterity.relay.capture;

import org.jspecify.annotations.NullMarked;
