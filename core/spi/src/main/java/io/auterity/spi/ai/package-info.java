/**
 * The kind of AI models: chat, embeddings, classification, and the codecs that speak for vendors.
 */
@NullMarked
package io.auterity.spi.ai;

import org.jspecify.annotations.NullMarked;
