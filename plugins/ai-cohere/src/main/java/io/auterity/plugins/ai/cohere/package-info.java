/** Cohere's API: codecs in {@code wire}, run over the provider's transport. */
@NullMarked
package io.auterity.plugins.ai.cohere;

import org.jspecify.annotations.NullMarked;
