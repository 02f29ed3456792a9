/** Trying out what guardrails find. */
@NullMarked
package io.auterity.server.guardrails;

import org.jspecify.annotations.NullMarked;
