/** OpenAI-compatible endpoints: codecs in {@code wire}, run over the provider's transport. */
@NullMarked
package io.auterity.plugins.ai.openai;

import org.jspecify.annotations.NullMarked;
