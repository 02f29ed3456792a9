@NullMarked
package io.auterity.platform.provider.config;

import org.jspecify.annotations.NullMarked;
