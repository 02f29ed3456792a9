/** Tasks of Hugging Face's models: codecs in {@code wire}, run over the provider's transport. */
@NullMarked
package io.auterity.plugins.ai.huggingface;

import org.jspecify.annotations.NullMarked;
