/** What goes over the wire to a server of Ollama's and comes back. */
@NullMarked
package io.auterity.plugins.ai.ollama.wire;

import org.jspecify.annotations.NullMarked;
