/** The embedded tracker: projects and issues as documents of the provider. */
@NullMarked
package io.auterity.plugins.tracker;

import org.jspecify.annotations.NullMarked;
