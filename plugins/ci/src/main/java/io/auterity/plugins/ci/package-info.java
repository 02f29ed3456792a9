/** Definitions of pipelines, written for build servers from one description. */
@NullMarked
package io.auterity.plugins.ci;

import org.jspecify.annotations.NullMarked;
