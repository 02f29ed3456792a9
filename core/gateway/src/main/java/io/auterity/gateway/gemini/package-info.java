/**
 * Gemini's dialect as callers speak it: contents, embeddings, counts and models, in Google's JSON
 * form of protocol buffers.
 */
@NullMarked
package io.auterity.gateway.gemini;

import org.jspecify.annotations.NullMarked;
