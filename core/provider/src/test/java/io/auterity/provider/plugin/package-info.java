@NullMarked
package io.auterity.provider.plugin;

import org.jspecify.annotations.NullMarked;
