/** Speech written down by a model in the process: sound in, text out; knows no provider. */
@NullMarked
package io.auterity.plugins.ai.local.speech;

import org.jspecify.annotations.NullMarked;
