/** Guardrails: what a tenant wants found in what calls say, and what is done about it. */
@NullMarked
package io.auterity.control.guardrail;

import org.jspecify.annotations.NullMarked;
