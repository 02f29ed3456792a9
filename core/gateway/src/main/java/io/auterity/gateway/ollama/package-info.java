/**
 * Ollama's dialect as callers speak it: chats and prompts, streamed as lines of JSON, embeddings
 * and models.
 */
@NullMarked
package io.auterity.gateway.ollama;

import org.jspecify.annotations.NullMarked;
