/** Requests and replies of an Ollama server on the wire. */
@NullMarked
package io.auterity.plugins.ai.ollama.wire;

import org.jspecify.annotations.NullMarked;
