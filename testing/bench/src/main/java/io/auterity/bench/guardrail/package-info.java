/** What guardrails find, what they find wrongly, and how long they hold a piece of a stream. */
@NullMarked
package io.auterity.bench.guardrail;

import org.jspecify.annotations.NullMarked;
