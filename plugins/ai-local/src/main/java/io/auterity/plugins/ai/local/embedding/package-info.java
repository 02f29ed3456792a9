/** A BERT-like embedding model: text to word pieces, word pieces through ONNX, pooling, vector. */
@NullMarked
package io.auterity.plugins.ai.local.embedding;

import org.jspecify.annotations.NullMarked;
