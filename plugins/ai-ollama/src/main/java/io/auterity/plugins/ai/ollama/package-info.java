/** Model servers that speak Ollama's API, by codecs in {@code wire}. */
@NullMarked
package io.auterity.plugins.ai.ollama;

import org.jspecify.annotations.NullMarked;
