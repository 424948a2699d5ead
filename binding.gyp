{
  # Three targets: zstd's C sources as they come in a package, the addon with every source below native/engine, and the shim, a plain
  # shared library with every source below native/shim. On Windows two more: the DLL for Explorer, and the launcher.
  'variables': {
    'zstd': 'node_modules/zstd-napi/deps/zstd/lib',
    # Written before this is read on Windows (scripts/lib/native-headers.mjs): the version of package.json, and words of src/texts.
    'native_headers': '.build/native-headers',
    'part_platform%': '<!(node -p "({ linux: \'linux\', win32: \'windows\', darwin: \'darwin\' })[process.platform]")',
  },
  'target_defaults': {
    'defines': [
      # Node exports a zstd of its own. Without these, calls from our addon would be bound to that one, whose version differs.
      'ZSTDLIB_VISIBLE=', 'ZSTDERRORLIB_VISIBLE=', 'ZDICTLIB_VISIBLE=', 'XXH_NAMESPACE=MAMORI_',
      'ZSTD_LEGACY_SUPPORT=0',
    ],
    'cflags': ['-fvisibility=hidden'],
  },
  'targets': [
    {
      'target_name': 'zstd',
      'type': 'static_library',
      'sources': ['<!@(node scripts/lib/zstd-sources.mjs)'],
      'include_dirs': ['<(zstd)'],
      'cflags!': ['-Wall', '-Wextra'],
      'cflags': ['-O3', '-w'],
      'conditions': [
        ['OS=="win" or target_arch!="x64"', { 'defines': ['ZSTD_DISABLE_ASM'] }],
      ],
    },
    {
      'target_name': 'mamori_engine',
      'dependencies': ['zstd'],
      'sources': ['<!@(node scripts/lib/native-sources.mjs <(part_platform) engine <(target_arch))'],
      'include_dirs': ['native/engine', 'node_modules/node-addon-api', '<(zstd)'],
      # A worker's environment may end while a call is under way: what it then cannot throw must not end the process.
      'defines': ['NAPI_VERSION=9', 'NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS', 'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS'],
      'cflags': ['-O3', '-Wall', '-Wextra'],
      # Exceptions stay on for what the standard library throws (out of memory); none crosses Node-API.
      'cflags_cc!': ['-fno-exceptions', '-std=gnu++17', '-std=gnu++20'],
      'cflags_cc': ['-std=c++20', '-fexceptions'],
      'conditions': [
        ['OS=="linux"', {
          'ldflags': ['-Wl,--exclude-libs,ALL', '-Wl,-z,relro,-z,now'],
        }],
        ['OS=="win"', {
          'defines': ['NOMINMAX', 'WIN32_LEAN_AND_MEAN', 'UNICODE', '_UNICODE', '_WIN32_WINNT=0x0A00'],
          'msvs_settings': { 'VCCLCompilerTool': { 'AdditionalOptions': ['/std:c++20', '/utf-8', '/W4'], 'ExceptionHandling': 1 } },
        }],
      ],
    },
    {
      'target_name': 'mamori_shim',
      'sources': ['<!@(node scripts/lib/native-sources.mjs <(part_platform) shim)'],
      'include_dirs': ['native/shim', 'native/engine'],
      # node-gyp names every loadable module .node, after the target has had its say.
      'target_conditions': [['OS=="win"', { 'product_extension': 'dll' }, { 'product_extension': 'so' }]],
      # Its users are file managers as well: nothing of Node in it.
      'variables': { 'win_delay_load_hook': 'false' },
      'cflags': ['-O3', '-Wall', '-Wextra'],
      'cflags_cc!': ['-fno-exceptions', '-std=gnu++17', '-std=gnu++20'],
      'cflags_cc': ['-std=c++20', '-fexceptions'],
      'conditions': [
        ['OS=="linux"', { 'ldflags': ['-Wl,--exclude-libs,ALL', '-Wl,-z,relro,-z,now', '-Wl,-z,defs', '-static-libstdc++', '-static-libgcc', '-Wl,--version-script=<(module_root_dir)/native/shim/abi/exports.map'] }],
        ['OS=="win"', {
          'sources': ['native/shim/resources/windows/shim.rc'],
          'include_dirs': ['native/resources', '<(native_headers)'],
          'libraries': ['-ladvapi32', '-lbcrypt', '-lole32', '-lshell32', '-luser32', '-lgdi32'],
          'defines': ['MAMORI_SHIM_BUILDING', 'NOMINMAX', 'WIN32_LEAN_AND_MEAN', 'UNICODE', '_UNICODE', '_WIN32_WINNT=0x0A00'],
          'msvs_settings': { 'VCCLCompilerTool': { 'AdditionalOptions': ['/std:c++20', '/utf-8', '/W4'], 'ExceptionHandling': 1 } },
        }],
      ],
    },
  ],
  'conditions': [
    ['OS=="win"', {
      'targets': [
        {
          'target_name': 'mamori_explorer',
          # The shim's reader is linked in: a DLL in Explorer looks for no other of ours.
          'sources': [
            '<!@(node scripts/lib/native-sources.mjs windows explorer)', '<!@(node scripts/lib/native-sources.mjs windows shim)',
            'native/explorer/resources/explorer.rc', 'native/explorer/exports.def',
          ],
          'include_dirs': ['native/explorer', 'native/shim', 'native/engine', 'native/explorer/icons', 'native/resources', '<(native_headers)'],
          'target_conditions': [['OS=="win"', { 'product_extension': 'dll' }]],
          'variables': { 'win_delay_load_hook': 'false' },
          'defines': ['NOMINMAX', 'WIN32_LEAN_AND_MEAN', 'UNICODE', '_UNICODE', '_WIN32_WINNT=0x0A00'],
          'libraries': ['-lole32', '-lshell32', '-lshlwapi', '-lcomctl32', '-lgdi32', '-luser32', '-ladvapi32', '-lbcrypt'],
          'msvs_settings': { 'VCCLCompilerTool': { 'AdditionalOptions': ['/std:c++20', '/utf-8', '/W4'], 'ExceptionHandling': 1 } },
        },
        {
          'target_name': 'mamori',
          'type': 'executable',
          'sources': ['<!@(node scripts/lib/native-sources.mjs windows launcher)', 'native/launcher/resources/launcher.rc'],
          'include_dirs': ['native/launcher', 'native/engine', 'native/launcher/resources', 'native/resources', '<(native_headers)'],
          'variables': { 'win_delay_load_hook': 'false' },
          'defines': ['NOMINMAX', 'WIN32_LEAN_AND_MEAN', 'UNICODE', '_UNICODE', '_WIN32_WINNT=0x0A00'],
          'libraries': ['-lole32', '-lshell32', '-luser32', '-ladvapi32', '-lwtsapi32'],
          'msvs_settings': {
            'VCCLCompilerTool': { 'AdditionalOptions': ['/std:c++20', '/utf-8', '/W4'], 'ExceptionHandling': 1 },
            # A manifest of its own lies in its resources.
            'VCLinkerTool': { 'SubSystem': 2, 'GenerateManifest': 'false' },
          },
        },
      ],
    }],
  ],
}
