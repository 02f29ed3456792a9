/** Answers a repeated mutation with the first answer. */
@NullMarked
package io.auterity.server.idempotency;

import org.jspecify.annotations.NullMarked;
