/**
 * Detectors of personal data, secrets and prompt injection: one pass over a text, whole or
 * streamed.
 */
@NullMarked
package io.auterity.inspect;

import org.jspecify.annotations.NullMarked;
