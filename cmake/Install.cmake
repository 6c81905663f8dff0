# `cmake --install build` and, in another project, find_package(SevenLoops) with the target SevenLoops::SevenLoops.
include(CMakePackageConfigHelpers)

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/SevenLoops)
install(TARGETS SevenLoops EXPORT SevenLoopsTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT SevenLoopsTargets NAMESPACE SevenLoops:: DESTINATION ${config_dir})
install(DIRECTORY lib/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/seven FILES_MATCHING PATTERN "*.h" PATTERN cli EXCLUDE PATTERN cuda EXCLUDE)
configure_package_config_file(cmake/SevenLoopsConfig.cmake.in ${PROJECT_BINARY_DIR}/SevenLoopsConfig.cmake
  INSTALL_DESTINATION ${config_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/SevenLoopsConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/SevenLoopsConfig.cmake ${PROJECT_BINARY_DIR}/SevenLoopsConfigVersion.cmake
  DESTINATION ${config_dir})
if(TARGET seven)
  install(TARGETS seven DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
